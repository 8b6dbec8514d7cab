; The start, the picture's interrupt, and the loop that makes one picture after the other.

.org $c000

reset:
  sei
  cld
  ldx #$40
  stx $4017             ; no interrupts from the sound
  ldx #$ff
  txs
  inx
  stx $2000
  stx $2001
  stx $4010
@first:
  bit $2002
  bpl @first
  txa
@clear:
  sta $00,x
  sta $0200,x
  sta $0300,x
  sta $0400,x
  sta $0500,x
  sta $0600,x
  sta $0700,x
  inx
  bne @clear
@second:
  bit $2002
  bpl @second
  lda #$0f
  sta $4015
  lda #$a5
  sta seed
  lda #$1f
  sta seed+1
  lda #1                ; a best score to beat: 1000
  sta best+2
  jsr colours
  jsr totitle

loop:
  lda ready
  bne loop
  jsr readpad
  jsr nosprites
  jsr act
  jsr drawcells
  jsr drawhud
  jsr playsound
  lda #1
  sta ready
  jmp loop

act:
  lda mode
  beq @title
  cmp #1
  beq @play
  cmp #2
  beq @cleared
  jmp over
@title:
  jmp title
@play:
  jmp play
@cleared:
  jmp cleared

; Each picture: sprites and what has changed, while nothing is drawn.
nmi:
  pha
  txa
  pha
  tya
  pha
  inc frame
  lda ready
  beq @done
  lda #0
  sta $2003
  lda #>sprites
  sta $4014
  jsr sendvbuf
  lda #0
  sta ready
@done:
  lda #0
  sta $2005
  sta $2005
  lda #$88
  sta $2000
  pla
  tay
  pla
  tax
  pla
irq:
  rti

sendvbuf:
  ldx #0
@next:
  lda vbuf,x
  beq @end
  sta $2006
  inx
  lda vbuf,x
  sta $2006
  inx
  ldy vbuf,x
  inx
@tile:
  lda vbuf,x
  sta $2007
  inx
  dey
  bne @tile
  jmp @next
@end:
  lda #0
  sta vlen
  sta vbuf
  rts

; Pictures can be written at once while nothing is shown.
screenoff:
  lda #0
  sta $2000
  sta $2001
  sta vlen
  sta vbuf
  sta dhead
  sta dtail
  rts

screenon:
  bit $2002
@wait:
  bit $2002
  bpl @wait
  lda #0
  sta $2005
  sta $2005
  sta ready
  lda #$88
  sta $2000
  lda #$1e
  sta $2001
  rts

readpad:
  lda pad
  sta padold
  lda #1
  sta $4016
  lda #0
  sta $4016
  ldx #8
@bit:
  lda $4016
  lsr a
  rol pad
  dex
  bne @bit
  lda padold
  eor #$ff
  and pad
  sta padnew
  rts

; The next byte of chance, in A. Leaves X as it is.
chance:
  ldy #8
  lda seed
@bit:
  asl a
  rol seed+1
  bcc @no
  eor #$39
@no:
  dey
  bne @bit
  sta seed
  rts

colours:
  lda #$3f
  sta $2006
  lda #0
  sta $2006
  tax
@next:
  lda palette,x
  sta $2007
  inx
  cpx #32
  bne @next
  rts

palette:
  .byte $0f,$0b,$1a,$29, $0f,$00,$27,$38, $0f,$0c,$1c,$3c, $0f,$17,$27,$30
  .byte $0f,$0f,$16,$37, $0f,$04,$24,$30, $0f,$17,$27,$38, $0f,$0f,$11,$37
