final class Cart: ProcessTarget, @unchecked Sendable {
  var items = ["apple"]

  func run() {
    items.append("pear")
    print(items)
  }
}

func fillCart() throws {
  let cart = Cart()
  let child = ChildProcess(cart)
  cart.items.append("plum")
  try child.start()
  cart.items.append("fig")
  try child.join()
  print(cart.items)
}
