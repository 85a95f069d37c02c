import Groundwork

/// Lists a folder while this program prints, too.
///
/// The tutorials let both print at once, and show one of the orders as the right one. Here the list
/// is captured, and printed when it suits.
func listBesidePrinting() throws {
  let list = try Subprocess.runBeside(["ls", "-d", "/", "/usr"]) {
    print("main: ls is running, or has ended; nobody can say")
  }
  print(list.outputText, terminator: "")
  print("ls \(list.status)")
}
