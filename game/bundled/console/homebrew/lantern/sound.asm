; A waltz for a square and a triangle, and sound effects on the other square and the noise.

songon:
  ldx #<melody
  ldy #>melody
  stx tune
  sty tune+1
  ldx #<bassline
  ldy #>bassline
  stx bass
  sty bass+1
  lda #1
  sta tuneleft
  sta bassleft
  rts

songoff:
  lda #0
  sta tune+1
  lda #$30
  sta $4000
  lda #$80
  sta $4008
  rts

; Effect at Y, X, its notes higher by A.
playeffect:
  stx effect
  sty effect+1
  sta effbase
  lda #1
  sta effleft
  rts

playsound:
  lda tune+1
  beq @effects
  jsr playmelody
  jsr playbass
@effects:
  jsr playeffects
  jmp playhiss

playmelody:
  dec tuneleft
  bne @hold
  ldy #0
  lda (tune),y
  cmp #$ff
  bne @note
  jsr songon
  inc tuneleft
  lda (tune),y
@note:
  tax
  iny
  lda (tune),y
  sta tuneleft
  lda tune
  clc
  adc #2
  sta tune
  bcc @same
  inc tune+1
@same:
  txa
  beq @rest
  lda #7
  sta tunevol
  ora #$b0
  sta $4000
  lda periodlow,x
  sta $4002
  lda periodhigh,x
  ora #$08
  sta $4003
  rts
@rest:
  sta tunevol
@hold:
  lda frame             ; it fades, and stays soft
  and #7
  bne @same2
  lda tunevol
  cmp #3
  bcc @same2
  dec tunevol
@same2:
  lda tunevol
  ora #$b0
  sta $4000
  rts

playbass:
  dec bassleft
  bne @end
  ldy #0
  lda (bass),y
  cmp #$ff
  bne @note
  ldx #<bassline
  ldy #>bassline
  stx bass
  sty bass+1
  ldy #0
  lda (bass),y
@note:
  tax
  lda #20
  sta bassleft
  inc bass
  bne @same
  inc bass+1
@same:
  cpx #0
  beq @end
  lda #$38              ; 56 quarters of a picture
  sta $4008
  lda periodlow,x
  sta $400a
  lda periodhigh,x
  ora #$08
  sta $400b
@end:
  rts

playeffects:
  lda effect+1
  beq @end
  dec effleft
  bne @fade
  ldy #0
  lda (effect),y
  beq @over
  clc
  adc effbase
  tax
  iny
  lda (effect),y
  sta effleft
  lda effect
  clc
  adc #2
  sta effect
  bcc @same
  inc effect+1
@same:
  lda #10
  sta effvol
  ora #$70
  sta $4004
  lda periodlow,x
  sta $4006
  lda periodhigh,x
  ora #$08
  sta $4007
  rts
@over:
  sta effect+1
  lda #$30
  sta $4004
  rts
@fade:
  lda effvol
  beq @end
  dec effvol
  lda effvol
  ora #$70
  sta $4004
@end:
  rts

; The breath of a moth's wings: noise that fades.
playhiss:
  lda hiss
  beq @end
  dec hiss
  lda hiss
  lsr a
  ora #$30
  sta $400c
  lda #$04
  sta $400e
  lda #$08
  sta $400f
@end:
  rts

; Each lantern a step higher: a pentatonic scale, so that any order is in tune.
scale:
  .byte 0,0,3,5,7,10,12,15,17,19,22,24,27,29,31,34,36

litsound:
  .byte E4,4, B4,12, 0
bellsound:
  .byte B5,4, E6,10, B5,4, E6,18, 0
outsound:
  .byte D4,4, Cs4,4, C4,8, 0
bumpsound:
  .byte G3,4, Fs3,4, G3,4, Fs3,4, E3,10, 0
ticksound:
  .byte E6,2, 0
gladsound:
  .byte G4,7, B4,7, D5,7, G5,7, D5,7, G5,7, B5,30, 0
sadsound:
  .byte E4,16, D4,16, C4,16, B3,50, 0

; Notes with the pictures that they last: three beats of 20 a bar.
melody:
  .byte G4,20, B4,20, D5,20,  E5,40, D5,20,  B4,20, D5,20, G5,20,  Fs5,40, E5,20
  .byte E5,20, C5,20, A4,20,  B4,40, G4,20,  A4,20, B4,20, C5,20,  D5,60
  .byte G4,20, B4,20, D5,20,  G5,40, Fs5,20, E5,20, Fs5,20, G5,20, D5,60
  .byte C5,20, E5,20, D5,20,  B4,40, A4,20,  G4,20, A4,20, B4,20,  G4,60
  .byte E5,20, E5,20, Fs5,20, G5,40, E5,20,  D5,20, D5,20, E5,20,  B4,60
  .byte C5,20, C5,20, D5,20,  E5,20, D5,20, C5,20,  B4,20, A4,20, B4,20, A4,60
  .byte G4,20, B4,20, D5,20,  E5,40, D5,20,  C5,20, E5,20, G5,20,  Fs5,60
  .byte G5,20, E5,20, C5,20,  B4,40, A4,20,  G4,20, Fs4,20, A4,20, G4,40, 0,20
  .byte $ff
bassline:
  .byte G3,B3,D4, C4,E4,G4, G3,B3,D4, D3,Fs3,A3
  .byte A3,C4,E4, E3,G3,B3, A3,C4,E4, D3,Fs3,A3
  .byte G3,B3,D4, E3,G3,B3, C4,E4,G4, G3,B3,D4
  .byte C4,E4,G4, G3,B3,D4, D3,Fs3,A3, G3,D4,0
  .byte C4,E4,G4, C4,E4,G4, G3,B3,D4, G3,B3,D4
  .byte A3,C4,E4, C4,E4,G4, G3,B3,D4, D3,Fs3,A3
  .byte G3,B3,D4, C4,E4,G4, A3,C4,E4, D3,Fs3,A3
  .byte C4,E4,G4, G3,B3,D4, D3,Fs3,A3, G3,D4,0
  .byte $ff

; Periods of the notes from C2 on, in equal temperament at A4 = 440 Hz, for the NTSC clock.
periodlow:
  .byte $00,$ad,$4d,$f3,$9d,$4c,$00,$b8,$74,$34,$f8,$bf
  .byte $89,$56,$26,$f9,$ce,$a6,$80,$5c,$3a,$1a,$fb,$df
  .byte $c4,$ab,$93,$7c,$67,$52,$3f,$2d,$1c,$0c,$fd,$ef
  .byte $e1,$d5,$c9,$bd,$b3,$a9,$9f,$96,$8e,$86,$7e,$77
  .byte $70,$6a,$64,$5e,$59,$54,$4f,$4b,$46,$42,$3f,$3b
  .byte $38
periodhigh:
  .byte $00,$06,$06,$05,$05,$05,$05,$04,$04,$04,$03,$03
  .byte $03,$03,$03,$02,$02,$02,$02,$02,$02,$02,$01,$01
  .byte $01,$01,$01,$01,$01,$01,$01,$01,$01,$01,$00,$00
  .byte $00,$00,$00,$00,$00,$00,$00,$00,$00,$00,$00,$00
  .byte $00,$00,$00,$00,$00,$00,$00,$00,$00,$00,$00,$00
  .byte $00

.org $fffa
  .word nmi, reset, irq
