#include compose

out vec4 rgb;
void main(){ rgb=vec4(with_people(room()),1.0); }
