/// The programs of lesson 1.
let processPrograms = [
  Program(name: "process", summary: "Two children, their pids, and that of their parent") {
    try runTwoWorkers()
  },
  Program(name: "arguments", summary: "A target with arguments, and with a default one") {
    try printContinents()
  },
  Program(name: "subclass", summary: "A type with a run() of its own, and two workers of it") {
    try runTwoOfOneType()
  },
  Program(name: "workers", summary: "Two workers, busy at the same time") {
    try workSideBySide()
  },
  Program(name: "names", summary: "Default names, given names, and the printed list") {
    try printNames()
  },
  Program(name: "ten-names", summary: "Ten children with names, and their list") {
    try printTenNames()
  },
  Program(name: "isolation", summary: "Ten children append to one list, and no list has ten") {
    try appendToOneList()
  },
  Program(name: "all-at-once", summary: "All started, then all joined: they meet while they run") {
    try meetWhileRunning()
  },
  Program(name: "cpu-count", summary: "How many processors this process may use") {
    printProcessorCount()
  },
  Program(name: "fork", summary: "A copy of a process, and a variable that is in both") {
    try forkOnce()
  },
]
