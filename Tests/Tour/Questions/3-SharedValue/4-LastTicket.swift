struct Buyer: ProcessTarget {
  let tickets: SharedCounter
  let office: Connection

  func run() throws {
    let isOneLeft = tickets.value > 0
    try office.send("I have looked")
    _ = try office.receive(String.self)
    if isOneLeft { tickets.add(-1) }
  }
}

func sellLastTicket() throws {
  let tickets = try SharedCounter(1)
  var buyers: [(child: ChildProcess, end: Connection)] = []
  for _ in 1...2 {
    let (here, there) = try Connection.pair()
    let child = ChildProcess(Buyer(tickets: tickets, office: there))
    try child.start(handingOver: there)
    buyers.append((child, here))
  }
  for buyer in buyers { _ = try buyer.end.receive(String.self) }
  for buyer in buyers { try buyer.end.send("go on") }
  for buyer in buyers { try buyer.child.join() }
  print(tickets.value)
}
