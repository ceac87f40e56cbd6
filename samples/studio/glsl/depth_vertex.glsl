#include skinning

in float in_cut; out float cut; uniform mat4 clip;
void main(){ cut=in_cut; gl_Position=clip*vec4(skinned(blend()),1.0); }
