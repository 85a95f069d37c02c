/// The programs of lesson 8.
let subprocessPrograms = [
  Program(name: "subprocess", summary: "One program is fed, one runs meanwhile, and one fails") {
    try runOtherPrograms()
  },
  Program(name: "popen", summary: "A program lists a folder while this one prints") {
    try listBesidePrinting()
  },
  Program(name: "communicate", summary: "A program gets its input, and gives output and error") {
    try feedProgram()
  },
  Program(name: "timeout", summary: "A program takes too long, and is ended") {
    try stopWaiting()
  },
  Program(name: "pipeline", summary: "yes | head | wc, without a shell") {
    try countThousand()
  },
  Program(name: "environment", summary: "A program has other variables, and another folder") {
    try changeSurroundings()
  },
  Program(name: "calculator", summary: "An interactive program answers one question after another")
  {
    try askProgram()
  },
]
