import Groundwork

/// Asks an interactive program, one question after the other.
func askProgram() throws {
  let calculator = ["sh", "-c", "while read line; do echo \"$(($line))\"; done"]
  let questions = ["6 * 7", "1 << 20", "2026 % 4"]
  let answers = try Subprocess.dialogue(with: calculator, questions: questions)
  for (question, answer) in zip(questions, answers) { print("\(question) = \(answer)") }
}
