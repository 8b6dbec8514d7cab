; Moths: they fly over hedges to a lantern, and put it out if it burns.

flymoths:
  ldx moths
@moth:
  dex
  bmi @end
  jsr fly
  jsr bump
  jmp @moth
@end:
  rts

; Moth X, a pixel every other picture; all pictures while it is scared.
fly:
  lda mshy,x
  bne @shy
  lda frame
  and #1
  bne @end
  beq @go
@shy:
  dec mshy,x
@go:
  lda mleft,x
  bne @move
  jsr landed
@move:
  ldy mdir,x
  lda mx,x
  clc
  adc stepx,y
  sta mx,x
  lda my,x
  clc
  adc stepy,y
  sta my,x
  dec mleft,x
@end:
  rts

; It is at a cell: a light goes out, and it chooses where to go from here.
landed:
  ldy mcell,x
  lda mshy,x
  bne @leave
  lda map,y
  cmp #3
  bne @leave
  lda #2
  sta map,y
  dec lit
  stx t4
  tya
  tax
  jsr touch
  lda #12
  sta hiss
  ldx #<outsound
  ldy #>outsound
  lda #0
  jsr playeffect
  ldx t4
@leave:
  lda mgoal,x
  cmp mcell,x
  bne @fly
  jsr choose
@fly:
  stx t4
  lda mgoal,x
  pha
  lda mcell,x
  tax
  pla
  jsr towards
  ldx t4
  sta mdir,x
  tay
  lda mcell,x
  clc
  adc stepcell,y
  sta mcell,x
  lda #16
  sta mleft,x
  rts

; Another lantern, whether it burns or not: so they never stand still, and never come at once.
choose:
  jsr chance
  and #15
  cmp lanterns
  bcs choose
  tay
  lda place,y
  cmp mcell,x
  beq choose
  sta mgoal,x
  rts

; The corner of the garden that is away from where moth X is.
farcorner:
  lda mcell,x
  and #8
  beq @right
  lda #1
  bne @row
@right:
  lda #14
@row:
  sta t0
  lda mcell,x
  bmi @up
  lda #$d0
  bne @set
@up:
  lda #$20
@set:
  ora t0
  sta mgoal,x
  rts

; Who runs into moth X becomes dizzy, for a second.
bump:
  lda pstun
  ora mshy,x
  bne @end
  lda mx,x
  sec
  sbc px
  jsr size
  cmp #10
  bcs @end
  lda my,x
  sec
  sbc py
  jsr size
  cmp #10
  bcs @end
  lda #120
  sta pstun
  stx t4
  ldx #<bumpsound
  ldy #>bumpsound
  lda #0
  jsr playeffect
  ldx t4
@end:
  rts

drawmoths:
  ldx moths
@moth:
  dex
  bmi @end
  stx t4
  lda mx,x
  sta t0
  lda my,x
  sec
  sbc #3
  sta t1
  lda frame
  and #8
  lsr a
  clc
  adc #S_MOTH
  sta t2
  lda #1
  sta t3
  txa
  pha
  jsr put16
  pla
  tax
  jmp @moth
@end:
  rts
