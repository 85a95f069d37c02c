/// The programs of lesson 2.
let pipePrograms = [
  Program(name: "pipe", summary: "A dialogue with a child, line by line") {
    try talkWithChild()
  },
  Program(name: "two-ends", summary: "Two children talk to each other, each at one end") {
    try letChildrenTalk()
  },
  Program(name: "one-way", summary: "One child sends, another one receives until the end") {
    try sendOneWay()
  },
  Program(name: "introduce", summary: "Two strangers get a connection, through a connection") {
    try introduceChildren()
  },
]
