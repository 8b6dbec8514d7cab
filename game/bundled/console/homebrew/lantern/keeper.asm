; The keeper: walks from cell to cell, lights lanterns, rings the bell. And who plays him in the demo.

keeper:
  lda pbell
  beq @nobell
  dec pbell
@nobell:
  lda pstun
  beq @awake
  dec pstun
  lda pstun
  cmp #60
  bcs @end
@awake:
  lda padnew
  bpl @noring
  lda pbell
  bne @noring
  jsr ring
@noring:
  lda pleft
  bne @walk
  jsr steer
  lda pleft
  beq @end
@walk:
  ldx pdir
  ldy pspeed
@pixel:
  lda px
  clc
  adc stepx,x
  sta px
  lda py
  clc
  adc stepy,x
  sta py
  dec pleft
  beq @there
  dey
  bne @pixel
@end:
  rts
@there:
  ldx pcell
  lda map,x
  cmp #2
  bne @end
  ; light it
  lda #3
  sta map,x
  inc lit
  jsr touch
  ldy #4
  jsr addscore
  ldy lit
  lda scale,y
  ldx #<litsound
  ldy #>litsound
  jsr playeffect
  lda lit
  cmp lanterns
  bne @end
  lda #2
  sta mode
  lda #0
  sta wait
  sta wait+1
  ldx #<gladsound
  ldy #>gladsound
  lda #0
  jsr playeffect
  lda demo
  bne @end
  ldx #cleartext-messages
  jmp message

stepx:
  .byte 1,$ff,0,0
stepy:
  .byte 0,0,1,$ff
stepcell:
  .byte 1,$ff,16,$f0

; Turns to where the pad says, and sets out unless a hedge is in the way.
steer:
  lda pad
  ldx #3
@find:
  lsr a
  bcs @found
  dex
  bpl @find
  rts
@found:
  lda paddir,x
  tax
  stx pdir
  lda pcell
  clc
  adc stepcell,x
  tay
  lda map,y
  cmp #1
  beq @hedge
  sty pcell
  lda #16
  sta pleft
  lda #1
  bit pad
  bvc @slow             ; B runs
  lda #2
@slow:
  sta pspeed
@hedge:
  rts

; The pad's lowest bit is right, then left, down, up; X counts down from 3.
paddir:
  .byte 3,2,1,0

; The bell scares every moth that is near, for two and a half seconds.
ring:
  lda #90
  sta pbell
  ldx #<bellsound
  ldy #>bellsound
  lda #0
  jsr playeffect
  ldx moths
@moth:
  dex
  bmi @end
  lda mx,x
  sec
  sbc px
  jsr size
  cmp #72
  bcs @moth
  lda my,x
  sec
  sbc py
  jsr size
  cmp #72
  bcs @moth
  lda #150
  sta mshy,x
  jsr farcorner
  jmp @moth
@end:
  rts

; A without its sign, from the carry of a subtraction.
size:
  bcs @end
  eor #$ff
  adc #1
@end:
  rts

; The demo's hand: up the scent to a dark lantern, and now and then anywhere.
autopilot:
  jsr sniff
  lda #0
  sta pad
  sta padnew
  lda pleft
  bne @end
  jsr chance
  and #15
  beq @anywhere
  lda #0
  sta t0                ; the strongest scent so far
  sta t1
  ldy #3
@way:
  lda pcell
  clc
  adc stepcell,y
  tax
  lda scent,x
  cmp t0
  bcc @weaker
  sta t0
  sty t1
@weaker:
  dey
  bpl @way
  ldy t1
  jmp @go
@anywhere:
  jsr chance
  and #3
  tay
@go:
  lda dirpad,y
  sta pad
  jsr chance
  cmp #4
  bcs @end
  lda #$80
  sta padnew
@end:
  rts

dirpad:
  .byte 1,2,4,8

; Carries the scent of dark lanterns one cell further, around the hedges. Where a lantern was lit meanwhile it wears off by itself.
sniff:
  ldx #16
@cell:
  lda map,x
  cmp #1
  beq @hedge
  cmp #2
  beq @dark
  lda scent-1,x
  cmp scent+1,x
  bcs @up
  lda scent+1,x
@up:
  cmp scent-16,x
  bcs @down
  lda scent-16,x
@down:
  cmp scent+16,x
  bcs @less
  lda scent+16,x
@less:
  cmp #1
  bcc @put
  sbc #1
  jmp @put
@hedge:
  lda #0
  beq @put
@dark:
  lda #255
@put:
  sta scent,x
  inx
  cpx #240
  bne @cell
  rts

; The direction from cell X to cell A, in A: of two that lead there, either.
towards:
  sta t0
  stx t1
  and #15
  sta t2
  txa
  and #15
  sec
  sbc t2                ; columns to go: over 0 to the left
  sta t3
  lda t1
  and #$f0
  sta t2
  lda t0
  and #$f0
  cmp t2
  beq @column
  lda t3
  beq @row
  jsr chance
  and #1
  beq @column
@row:
  lda t0
  and #$f0
  cmp t2
  lda #2
  bcs @done
  lda #3
@done:
  rts
@column:
  lda #0
  ldx t3
  bmi @done
  lda #1
  rts

drawkeeper:
  lda px
  sta t0
  ldx py
  dex
  stx t1
  ldx pdir
  lda facing,x
  sta t2
  lda pleft
  and #8
  beq @still
  lda t2
  clc
  adc #4
  sta t2
@still:
  lda #0
  cpx #1
  bne @notleft
  lda #$40
@notleft:
  sta t3
  lda pstun
  beq @show
  cmp #60
  bcs @dizzy
  and #4                ; for a second nothing can happen to him
  bne @bell
@show:
  jsr put16
@bell:
  lda pbell
  cmp #74
  bcc @end
  jmp drawring
@dizzy:
  jsr put16
  lda t1
  sec
  sbc #6
  sta t1
  lda frame
  and #8
  lsr a
  clc
  adc t0
  sta t0
  lda #S_STAR
  sta t2
  lda #2
  sta t3
  jmp put8
@end:
  rts

facing:
  .byte S_SIDE,S_SIDE,S_DOWN,S_UP

; Four sparks that fly out from the bell.
drawring:
  lda #90
  sec
  sbc pbell
  asl a
  sta t4
  lda #S_STAR
  sta t2
  lda #2
  sta t3
  lda px
  clc
  adc #4
  sta t0
  lda py
  clc
  adc #4
  sec
  sbc t4
  sta t1
  jsr put8
  lda t1
  clc
  adc t4
  adc t4
  sta t1
  jsr put8
  lda t1
  sec
  sbc t4
  sta t1
  lda t0
  sec
  sbc t4
  sta t0
  jsr put8
  lda t0
  clc
  adc t4
  adc t4
  sta t0
  jmp put8

; Sprites are made anew for each picture: all of them leave the screen first.
nosprites:
  lda #$f8
  ldx #0
  stx oam
@hide:
  sta sprites,x
  inx
  inx
  inx
  inx
  bne @hide
  rts

; A sprite of 8 by 8 pixels at t0, t1: tile t2, attributes t3.
put8:
  ldy oam
  lda t1
  sta sprites,y
  lda t2
  sta sprites+1,y
  lda t3
  sta sprites+2,y
  lda t0
  sta sprites+3,y
  tya
  clc
  adc #4
  sta oam
  rts

; One of 16 by 16: four tiles from t2 on; bit 6 of t3 turns it around.
put16:
  lda t3
  and #$40
  lsr a
  lsr a
  lsr a
  sta t4                ; 8 where it is turned around
  lda t0
  pha
  clc
  adc t4
  sta t0
  jsr put8
  inc t2
  pla
  pha
  clc
  adc #8
  sec
  sbc t4
  sta t0
  jsr put8
  lda t1
  clc
  adc #8
  sta t1
  inc t2
  pla
  pha
  clc
  adc t4
  sta t0
  jsr put8
  inc t2
  pla
  pha
  clc
  adc #8
  sec
  sbc t4
  sta t0
  jsr put8
  pla
  sta t0
  lda t1
  sec
  sbc #8
  sta t1
  rts
