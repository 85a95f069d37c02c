/// The programs of lesson 3.
let sharedValuePrograms = [
  Program(name: "value", summary: "A child sets a shared value, and a plain variable beside it") {
    try setBoth()
  },
  Program(name: "array", summary: "Squares in a shared array, and their sum in a shared value") {
    try squareInChild()
  },
  Program(name: "negate", summary: "A child sets a number and negates ten: before and after") {
    try printNegated()
  },
  Program(name: "lost-updates", summary: "Two additions, step by step: one is lost, or none") {
    try printLostUpdates()
  },
  Program(name: "counter", summary: "Four children count with +=, and with an atomic counter") {
    try countTwice()
  },
  Program(name: "histogram", summary: "Two children count bytes, without a lock") {
    try printHistogram()
  },
  Program(
    name: "false-sharing", summary: "What it costs to count in one cache line (use -c release)"
  ) {
    try measureFalseSharing()
  },
]
