#include skinning

in vec4 in_tint; in float in_cut;
uniform mat4 clip; uniform float grow;
out vec3 world; out vec3 normal; out vec3 rest; out vec4 tint; out float cut;
void main(){ mat3x4 m=blend(); world=skinned(m);
  normal=vec3(dot(m[0].xyz,in_normal),dot(m[1].xyz,in_normal),dot(m[2].xyz,in_normal));
  rest=in_pos; tint=in_tint; cut=in_cut; gl_Position=clip*vec4(world,1.0); }
