/// The programs of lesson 5.
let eventPrograms: [Program] = []
