/// The programs of lesson 4.
let lockPrograms: [Program] = []
