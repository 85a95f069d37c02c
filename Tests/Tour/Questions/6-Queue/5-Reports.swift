func reportTwice() throws {
  let tasks = try JoinableQueue<String>()
  try tasks.put("one")
  try tasks.put("two")
  _ = try tasks.get()
  try tasks.taskDone()
  do {
    try tasks.taskDone()
    print("done")
  } catch QueueError.nothingToDo {
    print("nothing to do")
  }
  print(try tasks.join(timeout: .zero))
}
