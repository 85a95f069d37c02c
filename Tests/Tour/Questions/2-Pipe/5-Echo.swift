struct Echo: ProcessTarget {
  let connection: Connection

  func run() throws {
    for _ in 1...2 {
      let text = try connection.receive(String.self)
      try connection.send(text)
    }
  }
}

func withEcho(_ body: (Connection) throws -> Void) throws {
  let (here, there) = try Connection.pair()
  let child = ChildProcess(Echo(connection: there))
  try child.start(handingOver: there)
  try body(here)
  try child.join()
}

func echoSmall() throws {
  try withEcho { echo in
    try echo.send("hello")
    try echo.send("hello")
    _ = try echo.receive(String.self)
    _ = try echo.receive(String.self)
  }
}

func echoLarge() throws {
  let text = String(repeating: "x", count: 10_000_000)
  try withEcho { echo in
    try echo.send(text)
    try echo.send(text)
    _ = try echo.receive(String.self)
    _ = try echo.receive(String.self)
  }
}

func echoInTurn() throws {
  let text = String(repeating: "x", count: 10_000_000)
  try withEcho { echo in
    try echo.send(text)
    _ = try echo.receive(String.self)
    try echo.send(text)
    _ = try echo.receive(String.self)
  }
}

func echoUnasked() throws {
  try withEcho { echo in
    _ = try echo.receive(String.self)
    try echo.send("hello")
    _ = try echo.receive(String.self)
    try echo.send("hello")
  }
}
