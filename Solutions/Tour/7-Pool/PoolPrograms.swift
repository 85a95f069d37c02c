/// The programs of lesson 7.
let poolPrograms: [Program] = []
