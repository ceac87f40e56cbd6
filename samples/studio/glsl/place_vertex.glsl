in vec3 in_pos; in vec3 in_normal; in vec3 in_local; in vec3 in_a; in vec3 in_b; in float in_kind;
uniform mat4 clip; out vec3 world; out vec3 normal; out vec3 local; out vec3 a; out vec3 b; flat out int kind;
void main(){ world=in_pos; normal=in_normal; local=in_local; a=in_a; b=in_b; kind=int(in_kind+0.5);
  gl_Position=clip*vec4(in_pos,1.0); }
