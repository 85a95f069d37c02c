import Groundwork

/// Prints its argument: the stored properties of a target are its arguments.
struct PrintContinent: ProcessTarget {
  var continent = "Asia"

  func run() {
    print("The name of the continent is", continent)
  }
}

/// Four children: one with the default argument, three with one each.
func printContinents() throws {
  var children = [ChildProcess(PrintContinent())]
  for name in ["America", "Europe", "Africa"] {
    let target = PrintContinent(continent: name)
    children.append(ChildProcess(target))
  }
  for child in children { try child.start() }
  for child in children { try child.join() }
}
