func waitThreeTimes() throws {
  let event = try SharedEvent()
  print(event.wait(timeout: .zero))
  event.set()
  print(event.wait(timeout: .zero))
  print(event.wait(timeout: .zero))
}
