; Title, demo, play, what follows a garden, and the end.

totitle:
  lda #0
  sta mode
  sta demo
  sta wait
  sta wait+1
  jsr screenoff
  jsr wipe
  ldx #0
@row:                   ; a frame of hedges with a lit lantern in each corner
  lda titlemap,x
  sta map,x
  inx
  cpx #240
  bne @row
  jsr paint
  ldx #0
  jsr puttext
  jsr putbest
  jsr songon
  jmp screenon

titlemap:
  .byte 4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4
  .byte 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1
  .byte 1,3,0,4,4,4,4,4,4,4,4,4,4,0,3,1
  .byte 1,0,4,4,4,4,4,4,4,4,4,4,4,4,0,1
  .byte 1,4,4,4,4,4,4,4,4,4,4,4,4,4,4,1
  .byte 1,4,4,4,4,4,4,4,4,4,4,4,4,4,4,1
  .byte 1,4,4,4,4,4,4,4,4,4,4,4,4,4,4,1
  .byte 1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1
  .byte 1,0,3,0,2,0,3,0,0,3,0,2,0,3,0,1
  .byte 1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1
  .byte 1,4,4,4,4,4,4,4,4,4,4,4,4,4,4,1
  .byte 1,4,4,4,4,4,4,4,4,4,4,4,4,4,4,1
  .byte 1,0,4,4,4,4,4,4,4,4,4,4,4,4,0,1
  .byte 1,3,0,4,4,4,4,4,4,4,4,4,4,0,3,1
  .byte 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1

; Line X of the texts: address low and high, then tiles up to a 0; another line follows unless its address is 0.
puttext:
  lda texts,x
  beq @end
  sta $2006
  lda texts+1,x
  sta $2006
  inx
  inx
@tile:
  lda texts,x
  beq @line
  sta $2007
  inx
  jmp @tile
@line:
  inx
  jmp puttext
@end:
  rts

putbest:
  lda #$22
  sta $2006
  lda #$d2
  sta $2006
  ldx #0
@digit:
  lda best,x
  ora #'0'
  sta $2007
  inx
  cpx #6
  bne @digit
  rts

texts:
  .byte $20,$a9, T_LOGO_A,T_LOGO_A+1,T_LOGO_A+2,T_LOGO_A+3,T_LOGO_A+4,T_LOGO_A+5,T_LOGO_A+6
  .byte T_LOGO_A+7,T_LOGO_A+8,T_LOGO_A+9,T_LOGO_A+10,T_LOGO_A+11,T_LOGO_A+12,T_LOGO_A+13,0
  .byte $20,$c9, T_LOGO_B,T_LOGO_B+1,T_LOGO_B+2,T_LOGO_B+3,T_LOGO_B+4,T_LOGO_B+5,T_LOGO_B+6
  .byte T_LOGO_B+7,T_LOGO_B+8,T_LOGO_B+9,T_LOGO_B+10,T_LOGO_B+11,T_LOGO_B+12,T_LOGO_B+13,0
  .byte $21,$0a, T_LOGO_C,T_LOGO_C+1,T_LOGO_C+2,T_LOGO_C+3,T_LOGO_C+4,T_LOGO_C+5
  .byte T_LOGO_C+6,T_LOGO_C+7,T_LOGO_C+8,T_LOGO_C+9,T_LOGO_C+10,T_LOGO_C+11,0
  .byte $21,$2a, T_LOGO_D,T_LOGO_D+1,T_LOGO_D+2,T_LOGO_D+3,T_LOGO_D+4,T_LOGO_D+5
  .byte T_LOGO_D+6,T_LOGO_D+7,T_LOGO_D+8,T_LOGO_D+9,T_LOGO_D+10,T_LOGO_D+11,0
  .byte $22,$8a, "PRESS  START",0
  .byte $22,$c9, "BEST",0
  .byte $23,$46, "LIGHT EVERY LANTERN",0
  .byte 0

headtext:
  .byte $20,$21, "SCORE        GARDEN   TIME",0
  .byte 0
demotext:
  .byte $20,$24, "DEMO",0
  .byte $20,$2d, "PRESS START",0
  .byte 0

; Eight seconds of the title, then the demo.
title:
  inc wait
  bne @count
  inc wait+1
@count:
  lda padnew
  and #%10010000
  bne newgame
  jsr titleguests
  lda wait+1
  cmp #2
  bcc @stay
  lda #1
  sta demo
  jmp begin
@stay:
  rts

; On the title the keeper walks to and fro below the lanterns, and a moth flies above them.
titleguests:
  lda wait
  sta t0
  lda #$6f
  sta t1
  lda #S_SIDE
  sta t2
  lda frame
  and #8
  beq @step
  lda #S_SIDE+4
  sta t2
@step:
  lda #0
  sta t3
  lda wait+1
  and #1
  beq @right
  lda #$40
  sta t3
  lda #0
  sec
  sbc t0
  sta t0
@right:
  lda wait
  cmp #16               ; not across the edge
  bcc @none
  cmp #224
  bcs @none
  jsr put16
@none:
  rts

newgame:
  lda seed
  eor frame
  ora #1
  sta seed
  lda #0
  sta demo

; A new game, or a demo, from the first garden on.
begin:
  lda #0
  sta garden
  ldx #5
@digit:
  sta score,x
  dex
  bpl @digit

nextgarden:
  lda #1
  sta mode
  lda #0
  sta idle
  sta idle+1
  sta wait
  sta wait+1
  sta pstun
  sta pbell
  sta pleft
  sta lit
  sta time+2
  lda #1
  sta time
  lda #8
  sta time+1
  lda #60
  sta second
  jsr screenoff
  jsr wipe
  jsr plant
  jsr paint
  ldx #headtext-texts
  lda demo
  beq @head
  ldx #demotext-texts
@head:
  jsr puttext
  lda #1
  sta hud
  jsr songon
  jmp screenon

play:
  lda demo
  beq @game
  lda padnew
  and #%10010000
  beq @pilot
  jmp newgame
@pilot:
  jsr autopilot
@game:
  jsr clock
  jsr keeper
  jsr flymoths
  jsr drawkeeper
  jsr drawmoths
  lda demo
  bne @end
  lda pad
  beq @idle
  lda #0
  sta idle
  sta idle+1
  rts
@idle:
  inc idle
  bne @end
  inc idle+1
  lda idle+1
  cmp #14               ; a minute without anybody
  bcc @end
  jmp totitle
@end:
  rts

; A second less. At 0 the night is over.
clock:
  dec second
  bne @end
  lda #60
  sta second
  jsr lesstime
  bcs @tick
  lda demo
  beq @over
  jmp totitle
@over:
  lda #3
  sta mode
  lda #0
  sta wait
  sta wait+1
  jsr keepbest
  jsr songoff
  ldx #<sadsound
  ldy #>sadsound
  lda #0
  jsr playeffect
  ldx #overtext-messages
  jmp message
@tick:
@end:
  rts

; Takes a second off. Carry is clear where there was none left.
lesstime:
  lda #1
  sta hud
  ldx #2
@digit:
  dec time,x
  bpl @some
  lda #9
  sta time,x
  dex
  bpl @digit
  lda #0
  sta time
  sta time+1
  sta time+2
  clc
  rts
@some:
  sec
  rts

; The last lantern burns: what is left of the time becomes points, then the next garden.
cleared:
  jsr drawkeeper
  jsr drawmoths
  inc wait
  lda wait
  cmp #90
  bcc @end
  lda #90
  sta wait
  jsr lesstime
  bcc @next
  ldy #4
  jsr addscore
  lda frame
  and #3
  bne @end
  ldx #<ticksound
  ldy #>ticksound
  lda #0
  jmp playeffect
@next:
  inc wait+1
  lda wait+1
  cmp #60
  bcc @end
  inc garden
  jmp nextgarden
@end:
  rts

over:
  jsr drawkeeper
  jsr drawmoths
  inc wait
  bne @wait
  jmp @title
@wait:
  lda padnew
  and #%00010000
  beq @end
  jmp newgame
@title:
  jmp totitle
@end:
  rts

keepbest:
  ldx #0
@compare:
  lda score,x
  cmp best,x
  bcc @end
  bne @better
  inx
  cpx #6
  bne @compare
@end:
  rts
@better:
  ldx #5
@copy:
  lda score,x
  sta best,x
  dex
  bpl @copy
  rts

; One more of the digit Y of the score.
addscore:
  lda demo
  bne @end
  lda #1
  sta hud
@digit:
  lda score,y
  clc
  adc #1
  cmp #10
  bcc @done
  lda #0
  sta score,y
  dey
  bpl @digit
  rts
@done:
  sta score,y
@end:
  rts

; A sentence over the garden: message X of the list into the next picture.
message:
  ldy vlen
@byte:
  lda messages,x
  sta vbuf,y
  beq @end
  inx
  iny
  jmp @byte
@end:
  sty vlen
  rts

messages:
overtext:
  .byte $21,$e7,18, " THE NIGHT IS OVER"
  .byte 0
cleartext:
  .byte $21,$e7,18, " THE GARDEN GLOWS "
  .byte 0
