func expectNumber() throws {
  let (receiver, sender) = try Connection.oneWay()
  try sender.send("one")
  try sender.send(2)
  do {
    print(try receiver.receive(Int.self))
  } catch is DecodingError {
    print("no number")
  }
  print(try receiver.receive(Int.self))
}
