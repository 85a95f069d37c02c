/// The programs of lesson 3.
let sharedValuePrograms: [Program] = []
