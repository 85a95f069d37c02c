/// The programs of lesson 2.
let pipePrograms: [Program] = []
