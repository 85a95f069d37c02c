import Groundwork

/// Sends some messages, and ends.
struct MessageSender: ProcessTarget {
  let messages: [String]
  let connection: Connection

  func run() throws {
    for message in messages {
      print("Sent the message: \(message)")
      try connection.send(message)
    }
  }
}

/// Prints messages until no more can come.
struct MessageReceiver: ProcessTarget {
  let connection: Connection

  func run() throws {
    do {
      while true {
        print("Received the message: \(try connection.receive(String.self))")
      }
    } catch ConnectionError.closed {
      print("Nobody can send any more.")
    }
  }
}

/// One child sends, another one receives: no message has to say that it is the last one.
func sendOneWay() throws {
  let (receiver, sender) = try Connection.oneWay()
  do {
    try receiver.send("hello?")
  } catch {
    print("The wrong direction: \(error)")
  }
  // Else the line would come out after those of the children, if the output is no terminal.
  fflush(nil)
  let children = [
    ChildProcess(MessageSender(messages: ["hello", "hey", "how are you?"], connection: sender)),
    ChildProcess(MessageReceiver(connection: receiver)),
  ]
  try children[0].start(handingOver: sender)
  try children[1].start(handingOver: receiver)
  for child in children { try child.join() }
}
