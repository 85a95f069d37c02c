func closeQueue() throws {
  let queue = try SharedQueue<String>()
  try queue.put("one")
  try queue.close()
  do {
    try queue.put("two")
  } catch QueueError.closed {
    print("refused")
  }
  for item in queue { print(item) }
  print("done")
}
