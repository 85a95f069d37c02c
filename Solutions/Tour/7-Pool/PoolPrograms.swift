/// The programs of lesson 7.
let poolPrograms = [
  Program(name: "pool", summary: "Five tasks on four workers, with their times") {
    try fiveTasksOnFourWorkers()
  },
  Program(name: "pool-map", summary: "One square within a second, then those of 0 to 9") {
    try printSquares()
  },
  Program(name: "pool-timed", summary: "Four tasks of different lengths on two workers") {
    try fourTasksOnTwoWorkers()
  },
  Program(name: "pool-unasked", summary: "Two workers whose results nobody asks for") {
    try workUnasked()
  },
  Program(name: "pool-accident", summary: "A task ends its worker, and the others go on") {
    try surviveAnAccident()
  },
  Program(name: "pool-recycle", summary: "Six tasks, and a new worker after every two") {
    try recycleWorkers()
  },
  Program(name: "executor", summary: "Asynchronous code asks a pool which numbers are prime") {
    try PrimeQuestions().run()
  },
  Program(name: "as-they-come", summary: "Three results in the order in which they come") {
    try FirstComeFirstServed().run()
  },
]
