package main

// kilobytesEach is the goal for an idle socket where there is epoll.
const kilobytesEach = 2
