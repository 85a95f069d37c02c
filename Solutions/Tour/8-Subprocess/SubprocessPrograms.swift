/// The programs of lesson 8.
let subprocessPrograms: [Program] = []
