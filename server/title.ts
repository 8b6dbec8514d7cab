/**
 * A key may stand in the arguments (`--output rtmp://…/KEY`), and the process list shows them to everybody on the machine.
 * This is the first import of the program, before any that takes time; from here on the list shows only the name.
 */
process.title = 'chatarcade'
