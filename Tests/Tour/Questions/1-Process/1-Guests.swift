nonisolated(unsafe) var guests = ["Ada"]

struct Invite: ProcessTarget {
  let name: String

  func run() {
    guests.append(name)
    print(guests)
  }
}

func inviteGuests() throws {
  guests.append("Bob")
  let child = ChildProcess(Invite(name: "Eve"))
  try child.start()
  try child.join()
  print(guests)
}
