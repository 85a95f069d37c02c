/// The programs of lesson 8.
let subprocessPrograms = [
  Program(name: "subprocess", summary: "One program is fed, one runs meanwhile, and one fails") {
    try runOtherPrograms()
  }
]
