// Mistake: Each child is waited for before the next one is started.
// Caught by: All ten run at the same time, and it waits for them
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var familyList: [Int] = []

public struct AddToList: ProcessTarget {
  let number: Int

  public init(_ number: Int) {
    self.number = number
  }

  public func run() {
    familyList.append(number)
    print(familyList)
  }
}

public func addInTenChildren() throws -> [Int] {
  let children = (1...10).map { ChildProcess(AddToList($0)) }
  for child in children {
    try child.start()
    try child.join()
  }
  return familyList
}
