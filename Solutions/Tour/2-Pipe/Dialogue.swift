import Groundwork

/// Talks with a child, line by line.
func talkWithChild() throws {
  let said = ["hello", "how are you?", "goodbye"]
  let heard = try dialogue(with: "Ada", saying: said)
  print("Ada: \(heard[0])")
  for (line, answer) in zip(said, heard.dropFirst()) {
    print("parent: \(line)")
    print("Ada: \(answer)")
  }
}
