/// The programs of lesson 5.
let eventPrograms = [
  Program(name: "event", summary: "One child waits for an event, another one gives up") {
    try waitForAnEvent()
  },
  Program(name: "event-from-child", summary: "The same, and a third child sets the event") {
    try waitForAChild()
  },
  Program(name: "starting-gun", summary: "Four children come up, and begin together") {
    try fireTheGun()
  },
  Program(name: "condition", summary: "Two children wait until a third has done its part") {
    try workInStages()
  },
  Program(name: "barrier", summary: "Three children in step, two parts each") {
    try workInStep()
  },
]
