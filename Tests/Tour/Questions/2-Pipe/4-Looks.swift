func lookFourTimes() throws {
  let (receiver, sender) = try Connection.oneWay()
  print(try receiver.poll())
  try sender.send("hello")
  print(try receiver.poll())
  print(try receiver.poll())
  _ = try receiver.receive(String.self)
  sender.close()
  print(try receiver.poll())
}
