; Where everything is kept. The zero page first, since the assembler takes the short form of what it knows by then.

frame    = $00          ; counts pictures
ready    = $01          ; 1 while a picture waits to be shown
pad      = $02          ; A B select start up down left right, from bit 7 on
padold   = $03
padnew   = $04          ; buttons that went down in this picture
mode     = $05          ; 0 title, 1 play, 2 garden cleared, 3 over
demo     = $06          ; 1 while the console plays by itself
idle     = $07          ; 16 bits: pictures without any button
seed     = $09          ; 16 bits of chance
garden   = $0b          ; from 0
lanterns = $0c          ; how many the garden has
lit      = $0d          ; and how many of them burn
wait     = $0e          ; 16 bits: pictures since the mode began
second   = $10          ; pictures until the clock moves on
time     = $11          ; 3 digits
score    = $14          ; 6 digits
best     = $1a          ; 6 digits
hud      = $20          ; 1 when the head of the picture has to be written anew
vlen     = $21          ; bytes that wait in vbuf
dhead    = $22          ; cells that wait in dirty: the next to draw,
dtail    = $23          ; and where the next one goes
oam      = $24          ; next free byte of the sprites
ptr      = $26          ; 16 bits
t0       = $28
t1       = $29
t2       = $2a
t3       = $2b
t4       = $2c

px       = $30          ; the keeper, in pixels
py       = $31
pcell    = $32          ; row * 16 + column of where he is, or is going
pdir     = $33          ; 0 right, 1 left, 2 down, 3 up
pleft    = $34          ; pixels until he is there
pspeed   = $35
pstun    = $36          ; over 60 he is dizzy, below he can't become it again
pbell    = $37          ; pictures until the bell can be rung again

moths    = $3f          ; how many there are, at most 4
mx       = $40
my       = $44
mcell    = $48
mdir     = $4c
mleft    = $50
mshy     = $54          ; pictures for which it has been scared
mgoal    = $58

tune     = $60          ; 16 bits: where the melody is, 0 where it rests
tuneleft = $62
tunevol  = $63
bass     = $64
bassleft = $66
effect   = $67          ; 16 bits: where the sound effect is
effleft  = $69
effvol   = $6a
effbase  = $6b          ; added to its notes
hiss     = $6c          ; volume of the noise, which fades

sprites  = $0200        ; 64 of 4 bytes: y, tile, attributes, x
map      = $0300        ; a byte a cell: 0 grass, 1 hedge, 2 dark lantern, 3 lit one, 4 none of it
vbuf     = $0400        ; what the next picture changes: address high, low, count, tiles; 0 ends it
dirty    = $0500        ; cells to be drawn
place    = $0600        ; cells of the lanterns, at most 16
scent    = $0700        ; how near a dark lantern is: 255 there, one less with each step, for the demo
