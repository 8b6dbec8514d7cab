; The garden: its layout, its cells, and how they come onto the screen.

wipe:
  ldx #0
  txa
@map:
  sta map,x
  inx
  bne @map
  lda #$20
  sta $2006
  lda #0
  sta $2006
  ldy #4
  lda #' '
@page:
  sta $2007
  inx
  bne @page
  dey
  bne @page
  rts

; Reads the layout of the garden into the map: hedges, lanterns, and where everybody begins.
plant:
  lda garden
  and #3
  asl a
  tax
  lda gardens,x
  sta ptr
  lda gardens+1,x
  sta ptr+1
  lda #0
  sta lanterns
  sta moths
  tay
  ldx #16
@cell:
  lda (ptr),y
  cmp #'o'
  bne @noto
  stx t0
  ldx lanterns
  lda t0
  sta place,x
  inc lanterns
  tax
  lda #2
  jmp @put
@noto:
  cmp #'p'
  bne @notp
  stx pcell
  jsr atcell
  lda t0
  sta px
  lda t1
  sta py
  jmp @grass
@notp:
  cmp #'m'
  bne @notm
  jsr addmoth
  jmp @grass
@notm:
  cmp #'#'
  bne @grass
  lda #1
  jmp @put
@grass:
  lda #0
@put:
  sta map,x
  inx
  iny
  cpy #224
  bne @cell
  lda #4
  ldx #15
@head:
  sta map,x
  dex
  bpl @head
  rts

; A moth at cell X, unless the garden is too early for so many.
addmoth:
  sty t4
  ldy moths
  cpy #4
  bcs @end
  cpy garden            ; one more than gardens were lit
  beq @new
  bcs @end
@new:
  txa
  sta mcell,y
  sta mgoal,y
  jsr atcell
  lda t0
  sta mx,y
  lda t1
  sta my,y
  lda #0
  sta mleft,y
  sta mshy,y
  inc moths
@end:
  ldy t4
  rts

; Where cell X is, in pixels: t0 and t1.
atcell:
  txa
  asl a
  asl a
  asl a
  asl a
  sta t0
  txa
  and #$f0
  sta t1
  rts

; The four tiles of cell X begin at A. Grass and hedges are brighter beside a light.
tilesof:
  lda map,x
  asl a
  tay
  cmp #4
  bcs @plain
  lda map+1,x
  cmp #3
  beq @lit
  lda map-1,x
  cmp #3
  beq @lit
  lda map+16,x
  cmp #3
  beq @lit
  lda map-16,x
  cmp #3
  bne @plain
@lit:
  iny
@plain:
  lda celltiles,y
  rts

celltiles:
  .byte T_GRASS,T_GRASSLIT, T_HEDGE,T_HEDGELIT, T_LAMP,T_LAMP, T_LAMPLIT,T_LAMPLIT, T_BLANK,T_BLANK

; Draws the whole map and its colours, with the screen off.
paint:
  lda #$20
  sta $2006
  lda #$40
  sta $2006
  ldx #16
@row:
  stx t0
  lda #0
  sta t1
@half:
  ldx t0
@cell:
  jsr tilesof
  clc
  adc t1
  sta $2007
  clc
  adc #1
  sta $2007
  inx
  txa
  and #15
  bne @cell
  lda t1
  eor #2
  sta t1
  bne @half
  cpx #240
  bne @row
  jmp shades

; Which four colours each cell has: two bits a cell, four cells a byte.
shades:
  lda #$23
  sta $2006
  lda #$c0
  sta $2006
  ldx #0
@byte:
  lda #0
  sta t0
  txa
  clc
  adc #17
  jsr @shade            ; lower right, then lower left, upper right, upper left
  txa
  clc
  adc #16
  jsr @shade
  txa
  clc
  adc #1
  jsr @shade
  txa
  jsr @shade
  lda t0
  sta $2007
  inx
  inx
  txa
  and #15
  bne @byte
  txa
  clc
  adc #16
  tax
  bne @byte
  rts
@shade:
  tay
  asl t0
  asl t0
  lda map,y
  tay
  lda cellshades,y
  ora t0
  sta t0
  rts

cellshades:
  .byte 0,0,1,1,3

; Cell X has to be drawn anew, and its four neighbours, whose light may have changed.
touch:
  txa
  jsr @one
  txa
  clc
  adc #1
  jsr @one
  txa
  sec
  sbc #1
  jsr @one
  txa
  clc
  adc #16
  jsr @one
  txa
  sec
  sbc #16
@one:
  ldy dtail
  sta dirty,y
  inc dtail
  rts

; At most five cells a picture: more would not fit into the time between two of them.
drawcells:
  lda #5
  sta t3
@next:
  lda dhead
  cmp dtail
  beq @end
  tay
  inc dhead
  ldx dirty,y
  lda map,x
  cmp #4
  beq @skip
  jsr drawcell
@skip:
  dec t3
  bne @next
@end:
  rts

drawcell:
  jsr tilesof
  sta t2
  txa
  and #15
  asl a
  sta t0
  txa
  and #$30
  asl a
  asl a
  ora t0
  sta t0
  txa
  lsr a
  lsr a
  lsr a
  lsr a
  lsr a
  lsr a
  ora #$20
  sta t1
  jsr @half
  lda t0
  ora #32
  sta t0
@half:
  ldy vlen
  lda t1
  sta vbuf,y
  lda t0
  sta vbuf+1,y
  lda #2
  sta vbuf+2,y
  lda t2
  sta vbuf+3,y
  inc t2
  lda t2
  sta vbuf+4,y
  inc t2
  lda #0
  sta vbuf+5,y
  tya
  clc
  adc #5
  sta vlen
  rts

; Score, garden and time.
drawhud:
  lda hud
  beq @end
  lda mode
  beq @end
  lda demo
  bne @end
  lda #0
  sta hud
  ldy vlen
  ldx #0
@score:
  lda scorehead,x
  sta vbuf,y
  iny
  inx
  cpx #3
  bne @score
  ldx #0
@digit:
  lda score,x
  ora #'0'
  sta vbuf,y
  iny
  inx
  cpx #6
  bne @digit
  ldx #0
@garden:
  lda gardenhead,x
  sta vbuf,y
  iny
  inx
  cpx #3
  bne @garden
  lda garden
  and #7
  clc
  adc #'1'
  sta vbuf,y
  iny
  ldx #0
@time:
  lda timehead,x
  sta vbuf,y
  iny
  inx
  cpx #3
  bne @time
  ldx #0
@second:
  lda time,x
  ora #'0'
  sta vbuf,y
  iny
  inx
  cpx #3
  bne @second
  lda #0
  sta vbuf,y
  sty vlen
@end:
  rts

scorehead:
  .byte $20,$27,6
gardenhead:
  .byte $20,$35,1
timehead:
  .byte $20,$3c,3

gardens:
  .word garden1,garden2,garden3,garden4

; 14 rows of 16 cells: # hedge, o lantern, p the keeper, m a moth. The first garden has one moth, the second two, and so on.
garden1:
  .byte "################"
  .byte "#o....#...#...o#"
  .byte "#.##.......##..#"
  .byte "#..#.o#.#.o#...#"
  .byte "#.......#......#"
  .byte "##.###.....###.#"
  .byte "#m...#..p..#..m#"
  .byte "#.##.#.....#.#.#"
  .byte "#..o.........#.#"
  .byte "#.####.##.##.o.#"
  .byte "#......#.......#"
  .byte "#.#.##....#.##.#"
  .byte "#o#..m.oo.m..#o#"
  .byte "################"
garden2:
  .byte "################"
  .byte "#o............o#"
  .byte "#.##.######.##.#"
  .byte "#.#..........#.#"
  .byte "#...#.#oo#.#...#"
  .byte "#.#.#......#.#.#"
  .byte "#m#o..#.p#..o#m#"
  .byte "#.#.#......#.#.#"
  .byte "#...#.####.#...#"
  .byte "#.#....oo....#.#"
  .byte "#.##.#....#.##.#"
  .byte "#....#.##.#....#"
  .byte "#o.m...##...m.o#"
  .byte "################"
garden3:
  .byte "################"
  .byte "#o...#....#...o#"
  .byte "#.##...##...##.#"
  .byte "#..#.#.oo.#.#..#"
  .byte "##...#.##.#...##"
  .byte "#..#........#..#"
  .byte "#o.##.#p.#.##.o#"
  .byte "#.m#........#m.#"
  .byte "##...#.##.#...##"
  .byte "#..#.#.oo.#.#..#"
  .byte "#.##...##...##.#"
  .byte "#.m..#....#..m.#"
  .byte "#o.#...oo...#.o#"
  .byte "################"
garden4:
  .byte "################"
  .byte "#o.m........m.o#"
  .byte "#.#.#.#..#.#.#.#"
  .byte "#..o........o..#"
  .byte "#.#.#.#..#.#.#.#"
  .byte "#.....o..o.....#"
  .byte "#.#.#.#..#.#.#.#"
  .byte "#o......p.....o#"
  .byte "#.#.#.#..#.#.#.#"
  .byte "#.....o..o.....#"
  .byte "#.#.#.#..#.#.#.#"
  .byte "#..o........o..#"
  .byte "#m#.#.#..#.#.#m#"
  .byte "################"
