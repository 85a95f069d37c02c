import Groundwork

/// Prints its argument: the stored properties of a target are its arguments.
struct PrintContinent: ProcessTarget {
  var continent = "Asia"

  func run() {
    print("The name of the continent is \(continent)")
  }
}

/// Four children: one with the default argument, three with one each.
func printContinents() throws {
  let targets =
    [PrintContinent()] + ["America", "Europe", "Africa"].map(PrintContinent.init(continent:))
  let children = targets.map { ChildProcess($0) }
  for child in children { try child.start() }
  for child in children { try child.join() }
}
