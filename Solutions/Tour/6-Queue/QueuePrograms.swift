/// The programs of lesson 6.
let queuePrograms: [Program] = []
