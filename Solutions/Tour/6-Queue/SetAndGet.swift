import Groundwork

/// A child puts ten greetings; when it has ended, they are still there.
func setAndGet() throws {
  for greeting in try hellos(10) { print(greeting) }
  print("the queue is empty")
}
