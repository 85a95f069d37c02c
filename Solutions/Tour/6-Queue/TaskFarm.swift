import Groundwork

/// Ten tasks, whoever of the four workers does them.
func farmOutTasks() throws {
  let tasks = (0..<10).map { "Task no \($0)" }
  for report in try doTasks(tasks, workers: 4) { print(report) }
}
