import Groundwork

/// The line of the tutorials, and the one of exercise 1.10.
func printProcessorCount() {
  print("Number of processors: \(CurrentProcess.processorCount)")
  print(CurrentProcess.introduction)
}
