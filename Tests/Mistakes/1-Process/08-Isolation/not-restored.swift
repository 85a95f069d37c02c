// Mistake: The list is emptied for the time of the work, and not restored if a child can't be started.
// Caught by: A child that can't be started makes it throw
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var globalList: [String] = []

public struct AppendToGlobalList: ProcessTarget {
  let element: String

  public init(_ element: String) {
    self.element = element
  }

  public func run() {
    globalList.append(element)
    exit(CInt(globalList.count))
  }
}

public func appendInChildren(_ elements: [String]) throws -> [ChildProcess] {
  let before = globalList
  globalList = []
  let children = elements.map { ChildProcess(AppendToGlobalList($0), name: "Append \($0)") }
  for child in children { try child.start() }
  for child in children { try child.join() }
  globalList = before
  return children
}
