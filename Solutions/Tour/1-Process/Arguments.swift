import Groundwork

/// Prints its argument: the stored properties of a target are its arguments.
struct Show: ProcessTarget {
  var continent = "Asia"

  func run() {
    let text = "The name of the continent is"
    print(text, continent)
  }
}

/// Four children: one with the default argument, three with one each.
func printContinents() throws {
  var children = [ChildProcess(Show())]
  for name in ["America", "Europe", "Africa"] {
    let target = Show(continent: name)
    children.append(ChildProcess(target))
  }
  for child in children { try child.start() }
  for child in children { try child.join() }
}
