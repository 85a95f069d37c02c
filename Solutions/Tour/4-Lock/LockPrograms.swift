/// The programs of lesson 4.
let lockPrograms = [
  Program(name: "lock", summary: "Ten children print lines in pieces, and no line is torn") {
    try printInTurn()
  },
  Program(name: "bank", summary: "Deposits and withdrawals of one account at the same time") {
    try depositAndWithdraw()
  },
  Program(name: "tellers", summary: "A thousand transfers between accounts, and the total stays") {
    try transferMoney()
  },
  Program(name: "semaphore", summary: "Nine customers and three counters: three are served at once")
  {
    try serveCustomers()
  },
  Program(
    name: "owner-died", summary: "A child is killed while it has the lock; the next one is told"
  ) {
    try inheritLock()
  },
  Program(name: "dining", summary: "Five philosophers, five forks, and no deadlock") {
    try dine()
  },
]
