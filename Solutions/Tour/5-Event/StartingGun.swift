import Groundwork

/// Runs when the gun is fired.
struct Sprint: ProcessTarget {
  let number: Int

  func run() {
    printNow("runner \(number) is off")
  }
}

/// Four children come up one after the other, and begin together.
func fireTheGun() throws {
  printNow("to your marks")
  let statuses = try race((1...4).map { Sprint(number: $0) })
  for (number, status) in zip(1..., statuses) {
    print("runner \(number) \(status)")
  }
}
