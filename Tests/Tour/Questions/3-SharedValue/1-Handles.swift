struct SetToFive: ProcessTarget {
  let shared: SharedValue<Int>

  func run() {
    shared.value = 5
  }
}

func copyHandle() throws {
  let shared = try SharedValue(1)
  let copy = shared
  let number = shared.value
  let child = ChildProcess(SetToFive(shared: shared))
  try child.start()
  try child.join()
  print(shared.value)
  print(copy.value)
  print(number)
}
