/// The programs of lesson 6.
let queuePrograms = [
  Program(name: "queue", summary: "One process puts four colors into a queue, and gets them") {
    try pushAndPop()
  },
  Program(
    name: "set-and-get", summary: "One child puts hello0 to hello9, and another one gets them"
  ) {
    try setAndGet()
  },
  Program(name: "writer-reader", summary: "One child writes A, B and C, another one reads for ever")
  {
    try writeAndReadLetters()
  },
  Program(name: "producer-consumer", summary: "A sentinel tells the consumer that this was all") {
    try produceAndConsume()
  },
  Program(name: "task-farm", summary: "Four workers share ten tasks, with two queues") {
    try farmOutTasks()
  },
]
