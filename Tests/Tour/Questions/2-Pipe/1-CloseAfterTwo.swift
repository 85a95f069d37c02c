func closeAfterTwo() throws {
  let (receiver, sender) = try Connection.oneWay()
  try sender.send("one")
  try sender.send("two")
  sender.close()
  do {
    while true {
      print(try receiver.receive(String.self))
    }
  } catch ConnectionError.closed {
    print("the end")
  }
}
