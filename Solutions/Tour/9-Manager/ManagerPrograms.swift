/// The programs of lesson 9.
let managerPrograms: [Program] = []
